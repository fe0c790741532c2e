import { Button, Field, makeStyles, Switch } from '@fluentui/react-components';
import { SwitchDrawer } from '../parts/SwitchDrawer';
import { ALL_CALM, isOn, TROUBLES } from './troubles';
import type { useFaults } from './useFaults';

const useStyles = makeStyles({
  hint: { paddingInlineStart: '60px', marginTop: 0 },
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
    <SwitchDrawer
      title="Make trouble"
      words="Let Microsoft’s cloud misbehave, and watch: no message may be lost or change places."
      query={faults}
      reading="Reading the switches"
      unreadable="The switches cannot be read."
      change={change}
      onClose={onClose}
    >
      {now && (
        <>
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
        </>
      )}
    </SwitchDrawer>
  );
}
