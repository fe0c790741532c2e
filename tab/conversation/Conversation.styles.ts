import { makeStyles, tokens } from '@fluentui/react-components';

export const useConversationStyles = makeStyles({
  whole: { display: 'flex', flexGrow: 1, minHeight: 0, minWidth: 0, position: 'relative' },
  talk: { position: 'relative', display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
  drop: {
    position: 'absolute',
    inset: tokens.spacingHorizontalS,
    zIndex: 2,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    padding: tokens.spacingHorizontalL,
    pointerEvents: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    border: `2px dashed ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    opacity: 0.95,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  banner: { flexShrink: 0, borderRadius: 0, borderLeftWidth: 0, borderRightWidth: 0 },
  bannerWords: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
  backRow: { padding: tokens.spacingHorizontalS },
  failed: { flexGrow: 1, display: 'flex', flexDirection: 'column', minHeight: 0 },
});
