import { makeStyles, tokens } from '@fluentui/react-components';

export const useDetailsPanelStyles = makeStyles({
  panel: {
    width: '320px',
    flexShrink: 0,
    overflowY: 'auto',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
    outlineStyle: 'none',
  },
  drawer: {
    position: 'absolute',
    insetBlock: 0,
    right: 0,
    zIndex: 5,
    width: 'min(360px, 100%)',
    boxShadow: tokens.shadow28,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    marginBottom: tokens.spacingVerticalS,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: 600 },
});
