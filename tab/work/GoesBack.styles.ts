import { makeStyles, tokens } from '@fluentui/react-components';

export const useGoesBackStyles = makeStyles({
  bar: { flexShrink: 0, borderRadius: 0, borderLeftWidth: 0, borderRightWidth: 0, borderTopWidth: 0 },
  words: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
});
