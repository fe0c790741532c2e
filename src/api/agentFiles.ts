/** What an admin takes from a connection into Copilot Studio. */
import { AgentFiles } from '../contract/agentFiles';
import { hasField } from '../contract/api';
import { AppError } from '../base/errors';
import { agentFiles } from '../package/agentFiles';
import { idOf, ok, type Route, route } from './route';
import type { Services } from './services';

export function agentFileRoutes({ connections, config }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/connections/:id/agent-files',
      summary: 'The topic, the connectors and the instructions for a Copilot Studio agent in Teams, filled in.',
      only: 'desk',
      answers: { 200: AgentFiles },
      problems: ['not_found', 'wrong_state'],
      async run({ who, params }) {
        const { kind } = await connections.one(who, idOf(params, 'connection'));
        if (!hasField(kind, 'callerAppId')) {
          throw new AppError('wrong_state', 'Only Copilot Studio agents in Teams have these.');
        }
        return ok(agentFiles({ publicUrl: config.publicUrl, botAppId: config.bot.appId }));
      },
    }),
  ];
}
