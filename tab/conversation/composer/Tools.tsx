import type { ReactElement } from 'react';
import { Toolbar, ToolbarButton, Tooltip } from '@fluentui/react-components';
import {
  LinkRegular,
  TextBoldRegular,
  TextBulletListRegular,
  TextItalicRegular,
  TextNumberListLtrRegular,
  TextQuoteRegular,
} from '@fluentui/react-icons';
import { Hinted } from '../../keyboard/Hinted';
import { composerWords } from '../../words/composer';
import type { Format } from './formatting';
import { useComposerStyles } from './Composer.styles';

const TOOLS: { format: Format; icon: ReactElement; keys: string | undefined }[] = [
  { format: 'bold', icon: <TextBoldRegular />, keys: 'Control+B' },
  { format: 'italic', icon: <TextItalicRegular />, keys: 'Control+I' },
  { format: 'link', icon: <LinkRegular />, keys: 'Control+K' },
  { format: 'bullets', icon: <TextBulletListRegular />, keys: undefined },
  { format: 'numbers', icon: <TextNumberListLtrRegular />, keys: undefined },
];

interface ToolsProps {
  onFormat: (format: Format) => void;
  /** Null where canned replies have no place. */
  onCanned: (() => void) | null;
}

/** How the words look; one stop for the Tab key, arrows within. */
export function Tools({ onFormat, onCanned }: ToolsProps) {
  const styles = useComposerStyles();
  return (
    <Toolbar size="small" className={styles.tools} aria-label={composerWords.formatting}>
      {TOOLS.map(({ format, icon, keys }) => (
        <Tooltip key={format} content={composerWords.formats[format]} relationship="label">
          <ToolbarButton
            icon={icon}
            aria-keyshortcuts={keys}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onFormat(format)}
            data-testid={`format-${format}`}
          />
        </Tooltip>
      ))}
      {onCanned && (
        <Hinted command="cannedReplies" words={composerWords.canned.open} isIcon>
          <ToolbarButton
            icon={<TextQuoteRegular />}
            // The focus stays in the text, where what is looked for is typed.
            onMouseDown={(event) => event.preventDefault()}
            onClick={onCanned}
            data-testid="canned-replies"
          />
        </Hinted>
      )}
    </Toolbar>
  );
}
