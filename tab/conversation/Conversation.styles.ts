import { makeStyles, tokens } from '@fluentui/react-components';

export const useConversationStyles = makeStyles({
  whole: { display: 'flex', flexGrow: 1, minHeight: 0, minWidth: 0, position: 'relative' },
  talk: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
  banner: { flexShrink: 0, borderRadius: 0, borderLeftWidth: 0, borderRightWidth: 0 },
  bannerWords: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
  backRow: { padding: tokens.spacingHorizontalS },
  failed: { flexGrow: 1, display: 'flex', flexDirection: 'column', minHeight: 0 },
});
