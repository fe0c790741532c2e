import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
  Spinner,
  Switch,
  Text,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons/svg/dismiss';
import { Failed } from '../parts/Failed';
import { ALL_CALM, isOn, TROUBLES } from './troubles';
import type { useFaults } from './useFaults';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  hint: { paddingInlineStart: '60px', marginTop: 0 },
  list: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 0 20px' },
});

interface Props extends ReturnType<typeof useFaults> {
  onClose: () => void;
}

/** Makes Microsoft's cloud misbehave, so that one can watch the desk cope. */
export default function TroubleDrawer({ faults, change, onClose }: Props) {
  const styles = useStyles();
  const now = faults.data;
  const calm = now !== undefined && !TROUBLES.some((trouble) => isOn(trouble, now));
  return (
    <OverlayDrawer
      className={styles.drawer}
      position="end"
      open
      onOpenChange={(_event, data) => !data.open && onClose()}
      aria-label="Make trouble"
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" aria-label="Close" icon={<Dismiss24Regular />} onClick={onClose} />}
        >
          Make trouble
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Text>Let Microsoft’s cloud misbehave, and watch: no message may be lost or change places.</Text>
        {faults.isPending && <Spinner label="Reading the switches" />}
        {faults.isLoadingError && (
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
              <Field key={trouble.key} hint={{ className: styles.hint, children: trouble.words }}>
                <Switch
                  label={trouble.name}
                  checked={isOn(trouble, now)}
                  data-testid={`trouble-${trouble.key}`}
                  onChange={(_event, { checked }) => change.mutate(checked ? trouble.on : trouble.calm)}
                />
              </Field>
            ))}
            <Button
              appearance="primary"
              disabledFocusable={calm}
              data-testid="all-calm"
              onClick={() => change.mutate(ALL_CALM)}
            >
              All calm
            </Button>
          </div>
        )}
      </DrawerBody>
    </OverlayDrawer>
  );
}
