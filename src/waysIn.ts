/** The ways in: one for each kind of connection. */
import type { ConnectionKind } from './contract/api';
import type { Channel } from './domain/channel';
import { directLineChannel } from './intake/directLine/channel';
import { restChannel } from './intake/rest/channel';
import { skillChannel } from './intake/skill/channel';

export const WAYS_IN: Readonly<Record<ConnectionKind, Channel>> = {
  copilotStudio: directLineChannel,
  botFramework: skillChannel,
  rest: restChannel,
};
