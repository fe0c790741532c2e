import { useState } from 'react';
import { Field, Textarea } from '@fluentui/react-components';
import type { Message } from '../../src/contract/api';
import { AskDialog } from '../parts/AskDialog';
import { useMessageVerbs } from './transcript/useMessageVerbs';
import { conversationWords } from '../words/conversation';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 8_000;

interface EditMessageProps {
  message: Message;
  escalationId: string;
  onClose: () => void;
}

/** Changes words the customer has already. */
export function EditMessage({ message, escalationId, onClose }: EditMessageProps) {
  const [text, setText] = useState(message.text);
  const verbs = useMessageVerbs(escalationId);
  const words = text.trim();
  const isTooLong = words.length > MAX_CHARACTERS;
  return (
    <AskDialog
      title={conversationWords.edit.title}
      confirm={conversationWords.edit.confirm}
      busy={conversationWords.edit.busy}
      isPending={verbs.isPending}
      error={verbs.error}
      canConfirm={words !== '' && words !== message.text && !isTooLong}
      stays
      onConfirm={() => verbs.mutate({ verb: 'edit', seq: message.seq, text: words }, { onSuccess: onClose })}
      onClose={onClose}
      testId="edit-dialog"
    >
      <Field
        label={conversationWords.edit.about}
        validationMessage={
          isTooLong ? conversationWords.tooManyCharacters({ count: words.length - MAX_CHARACTERS }) : undefined
        }
      >
        <Textarea
          rows={5}
          resize="vertical"
          value={text}
          onChange={(_, data) => setText(data.value)}
          textarea={{ dir: 'auto' }}
          data-testid="edit-text"
        />
      </Field>
    </AskDialog>
  );
}
