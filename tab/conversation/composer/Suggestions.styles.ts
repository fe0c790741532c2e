import { makeStyles, tokens } from '@fluentui/react-components';

export const useSuggestionStyles = makeStyles({
  panel: {
    position: 'absolute',
    insetInline: '-1px',
    bottom: 'calc(100% + 4px)',
    zIndex: 3,
    display: 'flex',
    flexDirection: 'column',
    maxHeight: 'min(320px, 45vh)',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
  },
  list: { listStyleType: 'none', margin: 0, padding: tokens.spacingVerticalXS, overflowY: 'auto', minHeight: 0 },
  option: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: '1px solid transparent',
    cursor: 'pointer',
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Hover,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  files: {
    display: 'inline-flex',
    alignItems: 'center',
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  detail: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  quiet: { padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2 },
  hint: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});
