import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { Composer } from '../messages/Composer';

interface Props {
  label: string;
  placeholder: string;
  botName: string;
  inputTestId: string;
  sendTestId: string;
  onSend: (text: string, mention: boolean) => Promise<boolean>;
}

/** A compose box that can speak to the bot: in a channel, bots hear only what mentions them. */
export function MentionComposer({ botName, onSend, ...rest }: Props) {
  const [mention, setMention] = useState(false);
  return (
    <Composer
      {...rest}
      onSend={(text) => {
        setMention(false);
        void onSend(text, mention);
      }}
      extra={
        <Checkbox
          size="medium"
          label={`Mention @${botName}`}
          data-testid="mention"
          checked={mention}
          onChange={(_event, { checked }) => setMention(checked === true)}
        />
      }
    />
  );
}
