import { makeStyles, tokens } from '@fluentui/react-components';

export const useAttachmentStyles = makeStyles({
  tile: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignItems: 'center',
    gap: '8px 10px',
    width: 'fit-content',
    maxWidth: '100%',
    minWidth: 0,
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  about: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  below: { gridColumn: '2', display: 'flex', flexWrap: 'wrap', gap: '8px' },
  problem: {
    gridColumn: '1 / -1',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorStatusDangerForeground1,
  },
  image: {
    display: 'block',
    maxWidth: '100%',
    maxHeight: '240px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  open: {
    display: 'block',
    maxWidth: '320px',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  voice: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 10px' },
  wave: { display: 'flex', alignItems: 'center', gap: '2px', height: '20px' },
  bar: { width: '3px', borderRadius: '2px', backgroundColor: tokens.colorNeutralForeground3 },
});
