import { GraphSettings, GraphSettingsChange } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function graphRoutes({ graphUses }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/graph',
      summary: 'What Microsoft Graph is used for, whether that works, and what to do if not.',
      only: 'desk',
      answers: { 200: GraphSettings },
      async run({ who }) {
        return ok(await graphUses.settings(who));
      },
    }),
    route({
      method: 'patch',
      path: '/graph',
      summary: 'Changes how agents are told of unread customers, and whether presence in Teams counts.',
      only: 'desk',
      body: GraphSettingsChange,
      answers: { 200: GraphSettings },
      async run({ who, body }) {
        return ok(await graphUses.change(who, body));
      },
    }),
  ];
}
