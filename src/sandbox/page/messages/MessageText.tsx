import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { SandboxMessage } from '../../state/contract';
import { messageHtml } from '../parts/richText';

const useStyles = makeStyles({
  text: {
    overflowWrap: 'anywhere',
    textAlign: 'start',
    '& p': { margin: '0 0 6px' },
    '& p:last-child': { margin: 0 },
    '& ul, & ol': { margin: '4px 0', paddingInlineStart: '22px' },
    '& img': { maxWidth: '100%', maxHeight: '240px' },
    '& pre': { whiteSpace: 'pre-wrap', margin: '4px 0', fontFamily: tokens.fontFamilyMonospace },
    '& blockquote': {
      margin: '4px 0',
      paddingInlineStart: '10px',
      borderInlineStartWidth: '3px',
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: tokens.colorNeutralStrokeAccessible,
    },
    '& .mention': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  },
  links: { '& a': { color: tokens.colorBrandForegroundLink } },
  ownLinks: { '& a': { color: 'inherit', textDecorationLine: 'underline' } },
});

interface Props {
  message: Pick<SandboxMessage, 'text' | 'textFormat'>;
  /** On a coloured ground, where links have the colour of the words. */
  mine?: boolean;
}

export function MessageText({ message, mine = false }: Props) {
  const styles = useStyles();
  // Sanitised by DOMPurify in messageHtml.
  const html = { __html: messageHtml(message.text, message.textFormat) };
  return (
    <div
      className={mergeClasses(styles.text, mine ? styles.ownLinks : styles.links)}
      dir="auto"
      dangerouslySetInnerHTML={html}
    />
  );
}
