import { makeStyles, tokens } from '@fluentui/react-components';

export const useAgentTimesStyles = makeStyles({
  line: {
    position: 'relative',
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    minWidth: '240px',
    height: '16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  span: { position: 'absolute', top: 0, bottom: 0, minWidth: '1px' },
  available: { backgroundColor: tokens.colorPaletteGreenBackground3, forcedColorAdjust: 'none' },
  busy: { backgroundColor: tokens.colorPaletteRedBackground3, forcedColorAdjust: 'none' },
  away: { backgroundColor: tokens.colorPaletteMarigoldBackground3, forcedColorAdjust: 'none' },
  offline: { backgroundColor: tokens.colorNeutralBackground5 },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});
