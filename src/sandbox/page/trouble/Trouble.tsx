import { Button, CounterBadge, useRestoreFocusTarget } from '@fluentui/react-components';
import { WeatherThunderstorm20Regular } from '@fluentui/react-icons/svg/weather-thunderstorm';
import { lazy, Suspense, useState } from 'react';
import { isOn, TROUBLES } from './troubles';
import { useFaults } from './useFaults';

const TroubleDrawer = lazy(() => import('./TroubleDrawer'));

/** The button that says how much trouble there is, and opens the drawer to make more. */
export function Trouble() {
  const [open, setOpen] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const { faults, change } = useFaults();
  const now = faults.data;
  const on = now ? TROUBLES.filter((trouble) => isOn(trouble, now)).length : 0;
  return (
    <>
      <Button
        {...restoreFocus}
        icon={<WeatherThunderstorm20Regular />}
        appearance="subtle"
        data-testid="trouble"
        onClick={() => setOpen(true)}
      >
        Make trouble
        {on > 0 && (
          <>
            &nbsp;
            <CounterBadge count={on} color="danger" size="small" aria-label={`${on} on`} />
          </>
        )}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <TroubleDrawer faults={faults} change={change} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
