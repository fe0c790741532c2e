import { makeStyles, tokens } from '@fluentui/react-components';

const ONE_PANE = '@media (max-width: 1023px)';
const LOW = '@media (max-height: 640px)';

export const useStageStyles = makeStyles({
  page: {
    height: '100dvh',
    minWidth: '320px',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    backgroundColor: tokens.colorNeutralBackground5,
    backgroundImage: `linear-gradient(170deg, ${tokens.colorBrandBackground2}, ${tokens.colorNeutralBackground5} 45%)`,
    color: tokens.colorNeutralForeground1,
    // Below this the page scrolls rather than the panes shrinking to nothing.
    [LOW]: { height: 'auto' },
    [ONE_PANE]: { gap: '8px' },
  },
  header: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '8px 16px',
    padding: '12px 20px 0',
    '@media (max-width: 600px)': { padding: '8px 12px 0' },
  },
  mark: { width: '36px', height: '36px', flexShrink: 0 },
  titles: { flexGrow: 1, flexShrink: 1, flexBasis: '180px', minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightBold,
  },
  sentence: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  main: {
    flexGrow: 1,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    [ONE_PANE]: { gap: '8px' },
  },
  switch: {
    display: 'none',
    padding: '0 20px',
    [ONE_PANE]: { display: 'flex' },
    '@media (max-width: 600px)': { padding: '0 12px' },
  },
  panes: {
    flexGrow: 1,
    minHeight: '420px',
    display: 'grid',
    gridTemplateColumns: 'minmax(340px, 27fr) minmax(0, 68fr)',
    gridTemplateRows: 'minmax(0, 1fr)',
    gap: '16px',
    padding: '0 20px 20px',
    [LOW]: { height: '560px', flexShrink: 0 },
    [ONE_PANE]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    '@media (max-width: 600px)': { padding: '0 8px 8px' },
  },
  pane: {
    display: 'grid',
    minWidth: 0,
    minHeight: 0,
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'minmax(0, 1fr)',
  },
  behind: { [ONE_PANE]: { display: 'none' } },
  cut: { margin: '0 20px' },
  alone: { height: '100dvh', display: 'grid', placeItems: 'center', backgroundColor: tokens.colorNeutralBackground5 },
});
