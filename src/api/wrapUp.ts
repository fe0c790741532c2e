import { WrapUpLists, WrapUpListsChange } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function wrapUpRoutes({ wrapUps }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/wrap-up',
      summary: 'The outcomes and tags agents choose from when they resolve.',
      only: 'staff',
      answers: { 200: WrapUpLists },
      async run({ who }) {
        return ok(await wrapUps.lists(who));
      },
    }),
    route({
      method: 'put',
      path: '/wrap-up',
      summary: 'Replaces the outcomes and tags, unless somebody else did so since the version that was edited.',
      only: 'desk',
      body: WrapUpListsChange,
      answers: { 200: WrapUpLists },
      problems: ['changed_meanwhile'],
      async run({ who, body }) {
        return ok(await wrapUps.save(who, body));
      },
    }),
  ];
}
