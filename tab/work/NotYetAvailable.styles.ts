import { makeStyles, tokens } from '@fluentui/react-components';

export const useNotYetAvailableStyles = makeStyles({
  bar: { flexShrink: 0, margin: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}` },
  words: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
});
