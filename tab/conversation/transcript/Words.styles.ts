import { makeStyles, tokens } from '@fluentui/react-components';

export const useWordsStyles = makeStyles({
  // By the direction of the words, not of the page.
  words: { overflowWrap: 'anywhere', minWidth: 0, textAlign: 'start' },
  plain: {
    whiteSpace: 'pre-wrap',
    '& a': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
  },
  markdown: {
    '& p, & ul, & ol, & pre, & blockquote, & table': { marginBlock: tokens.spacingVerticalXS },
    '& > :first-child': { marginTop: 0 },
    '& > :last-child': { marginBottom: 0 },
    // The transcript is a list itself: bullets in it are the browser's second kind.
    '& ul': { listStyleType: 'disc' },
    '& ul, & ol': { paddingInlineStart: '1.4em' },
    '& h1, & h2, & h3, & h4, & h5, & h6': {
      fontSize: 'inherit',
      lineHeight: 'inherit',
      fontWeight: 600,
      marginBlock: tokens.spacingVerticalXS,
    },
    '& a': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
    '& code': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
    '& pre': { overflowX: 'auto', whiteSpace: 'pre-wrap' },
    '& blockquote': {
      borderInlineStartWidth: '3px',
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: tokens.colorNeutralStroke1,
      marginInline: 0,
      paddingInlineStart: tokens.spacingHorizontalS,
    },
    '& table': { borderCollapse: 'collapse', display: 'block', overflowX: 'auto' },
    '& td, & th': { border: `1px solid ${tokens.colorNeutralStroke2}`, padding: '2px 6px', textAlign: 'start' },
  },
});
