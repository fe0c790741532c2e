import type { ComponentProps } from 'react';
import { Conversation } from '../../../tab/conversation/Conversation';

type ChatProps = Partial<ComponentProps<typeof Conversation>> & { id: string };

/** A conversation with nothing around it. */
export function Chat(props: ChatProps) {
  return (
    <Conversation
      compose={null}
      alone={false}
      inHistory={false}
      onBack={undefined}
      onOpen={() => {}}
      onAudit={() => {}}
      {...props}
    />
  );
}
