import { makeStyles, tokens } from '@fluentui/react-components';

const code = {
  fontFamily: tokens.fontFamilyMonospace,
  fontSize: tokens.fontSizeBase200,
  lineHeight: tokens.lineHeightBase300,
  overflowWrap: 'anywhere',
  whiteSpace: 'pre-wrap',
} as const;

export const useRulesStyles = makeStyles({
  controls: { alignItems: 'center' },
  // Its fields' outlines are not cut off where the dialog scrolls.
  fields: { paddingInline: '2px' },
  place: {
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
    marginInlineEnd: tokens.spacingHorizontalS,
  },
  condition: {
    ...code,
    display: 'block',
    margin: `${tokens.spacingVerticalXS} 0`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  off: { color: tokens.colorNeutralForeground3 },
  textarea: { '& textarea': { ...code } },
  mistake: {
    backgroundColor: tokens.colorPaletteRedBackground2,
    color: tokens.colorPaletteRedForeground2,
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
  },
  last: { margin: `${tokens.spacingVerticalM} 0 0`, color: tokens.colorNeutralForeground2 },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalM,
  },
  grow: { flexGrow: 1 },
  result: { marginTop: tokens.spacingVerticalM },
  resultTitle: { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase300, fontWeight: 600 },
  table: {
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    width: '100%',
    maxWidth: '480px',
    marginBottom: tokens.spacingVerticalM,
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      textAlign: 'left',
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXS}`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      overflowWrap: 'break-word',
    },
    '& th': { fontWeight: 600 },
    '& td:not(:first-child), & th:not(:first-child)': { textAlign: 'right' },
    '& th:first-child': { width: '44%' },
    '& thead th': { fontSize: tokens.fontSizeBase200 },
    '& tbody th': { fontWeight: tokens.fontWeightRegular },
  },
  changes: { margin: 0, padding: 0, listStyleType: 'none' },
  change: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  help: {
    '& summary': { cursor: 'pointer', fontWeight: 600 },
    '& dl': { margin: `${tokens.spacingVerticalS} 0`, fontSize: tokens.fontSizeBase200 },
    '& dt': { ...code, fontWeight: 600 },
    '& dd': {
      margin: `0 0 ${tokens.spacingVerticalXS}`,
      color: tokens.colorNeutralForeground2,
      overflowWrap: 'anywhere',
    },
  },
});
