import {
  Button,
  CounterBadge,
  Drawer,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Switch,
  Text,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons/svg/dismiss';
import { WeatherThunderstorm20Regular } from '@fluentui/react-icons/svg/weather-thunderstorm';
import { useState } from 'react';
import { Failed } from '../stage/Failed';
import { ALL_CALM, isOn, TROUBLES } from './troubles';
import { useFaults } from './useFaults';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  list: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 0 20px' },
});

/** A drawer to make Microsoft's cloud misbehave and watch the desk cope. */
export function Trouble() {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const { faults, change } = useFaults();
  const now = faults.data;
  const on = now ? TROUBLES.filter((trouble) => isOn(trouble, now)).length : 0;
  return (
    <>
      <Button
        icon={<WeatherThunderstorm20Regular />}
        appearance="subtle"
        data-testid="trouble"
        onClick={() => setOpen(true)}
      >
        Make trouble {on > 0 && <CounterBadge count={on} color="danger" size="small" aria-label={`${on} on`} />}
      </Button>
      <Drawer
        className={styles.drawer}
        position="end"
        open={open}
        onOpenChange={(_event, data) => setOpen(data.open)}
        aria-label="Make trouble"
      >
        <DrawerHeader>
          <DrawerHeaderTitle
            action={
              <Button
                appearance="subtle"
                aria-label="Close"
                icon={<Dismiss24Regular />}
                onClick={() => setOpen(false)}
              />
            }
          >
            Make trouble
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <Text>Let Microsoft's cloud misbehave. No message may be lost or change places.</Text>
          {faults.isPending && <Spinner label="Reading the switches" />}
          {faults.isError && (
            <Failed what="The switches cannot be read." error={faults.error} onRetry={() => void faults.refetch()} />
          )}
          {change.isError && (
            <MessageBar intent="error" layout="multiline">
              <MessageBarBody>Not changed. {change.error.message}</MessageBarBody>
            </MessageBar>
          )}
          {now && (
            <div className={styles.list}>
              {TROUBLES.map((trouble) => (
                <Field key={trouble.key} hint={trouble.words}>
                  <Switch
                    label={trouble.name}
                    checked={isOn(trouble, now)}
                    disabled={change.isPending}
                    data-testid={`trouble-${trouble.key}`}
                    onChange={(_event, { checked }) => change.mutate(checked ? trouble.on : trouble.calm)}
                  />
                </Field>
              ))}
              <Button
                appearance="primary"
                disabled={on === 0 || change.isPending}
                data-testid="all-calm"
                onClick={() => change.mutate(ALL_CALM)}
              >
                All calm
              </Button>
            </div>
          )}
        </DrawerBody>
      </Drawer>
    </>
  );
}
