import { makeStyles, tokens } from '@fluentui/react-components';

export const useDeskStyles = makeStyles({
  desk: { flexGrow: 1, minHeight: 0, display: 'flex', minWidth: 0 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    minWidth: 0,
    flexGrow: 1,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  beside: {
    flexGrow: 0,
    flexShrink: 0,
    width: 'clamp(320px, 29vw, 400px)',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  away: { display: 'none' },
  conversation: {
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
  },
});
