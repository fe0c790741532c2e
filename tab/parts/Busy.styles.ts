import { makeStyles, tokens } from '@fluentui/react-components';

export const useBusyStyles = makeStyles({
  // An answer that comes at once changes nothing else on the screen.
  busy: {
    opacity: 0.6,
    cursor: 'progress',
    transitionProperty: 'opacity',
    transitionDelay: '150ms',
    transitionDuration: tokens.durationNormal,
    '@media (prefers-reduced-motion: reduce)': { transitionDuration: '1ms' },
  },
});
