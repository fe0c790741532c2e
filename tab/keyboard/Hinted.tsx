import { cloneElement, type ReactElement } from 'react';
import { Tooltip } from '@fluentui/react-components';
import { commonWords } from '../words/common';
import { useHint } from './hints';
import type { ShortcutName } from './shortcuts';

interface HintedProps {
  command: ShortcutName;
  /** What the control does; its name, where it shows none. */
  words: string;
  /** It shows no words of its own. */
  isIcon?: boolean;
  children: ReactElement<{ 'aria-label'?: string; 'aria-keyshortcuts'?: string | undefined }>;
}

/** A control whose command has a key: shown beside its words when one points at it, and told to screen readers. */
export function Hinted({ command, words, isIcon = false, children }: HintedProps) {
  const hint = useHint(command);
  return (
    <Tooltip content={hint ? commonWords.withKey({ what: words, key: hint.text }) : words} relationship="inaccessible">
      {cloneElement(children, { 'aria-keyshortcuts': hint?.aria, ...(isIcon && { 'aria-label': words }) })}
    </Tooltip>
  );
}
