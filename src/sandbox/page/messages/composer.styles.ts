import { makeStyles, tokens } from '@fluentui/react-components';

export const useComposerStyles = makeStyles({
  box: {
    minWidth: 0,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    backgroundColor: tokens.colorNeutralBackground1,
    // The field's own underline is inside; the ring is the whole box's.
    ':focus-within': { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '-1px' },
  },
  row: { display: 'flex', alignItems: 'flex-end', gap: '4px', padding: '3px 4px 3px 0' },
  input: {
    flexGrow: 1,
    minWidth: 0,
    border: 'none',
    backgroundColor: 'transparent',
    ':hover': { border: 'none' },
    ':active': { border: 'none' },
    ':focus-within': { border: 'none', outline: 'none' },
    '::after': { display: 'none' },
    '& textarea': { minHeight: '32px', maxHeight: '120px', padding: '6px 12px', fieldSizing: 'content' },
  },
  ready: { color: tokens.colorBrandForeground1 },
  extra: { padding: '0 4px 2px' },
});
