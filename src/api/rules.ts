import { FIELDS } from '../domain/routing/scope';
import { FUNCTIONS } from '../domain/routing/functions';
import { parseCondition } from '../domain/routing/parse';
import { quoted } from '../domain/routing/shown';
import { variablesSeen } from '../store/ruleSets';
import { DryRun, DryRunResult, RuleCheck, RuleChecked, RuleScope, RuleSet, RuleSetChange } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';

/** How far back names of variables are looked for. */
const SEEN = { last: 200, most: 100 };

export function ruleRoutes({ db, rules, dryRuns }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/rules',
      summary: 'The routing rules in their order.',
      only: 'managers',
      answers: { 200: RuleSet },
      async run({ who }) {
        return ok(await rules.all(who));
      },
    }),
    route({
      method: 'put',
      path: '/rules',
      summary: 'Replaces all routing rules, unless somebody else did so since the version that was edited.',
      only: 'desk',
      body: RuleSetChange,
      answers: { 200: RuleSet },
      problems: ['changed_meanwhile'],
      async run({ who, body }) {
        return ok(await rules.save(who, body));
      },
    }),
    route({
      method: 'post',
      path: '/rules/check',
      summary: 'Whether a condition can be read, and where it cannot.',
      only: 'managers',
      body: RuleCheck,
      answers: { 200: RuleChecked },
      async run({ body }) {
        const parsed = parseCondition(body.condition);
        return ok(
          parsed.ok
            ? { mistake: null, variables: parsed.condition.variables }
            : { mistake: parsed.mistake, variables: [] },
        );
      },
    }),
    route({
      method: 'get',
      path: '/rules/scope',
      summary: 'What a condition may be made of: fields, functions, and the variables bots captured lately.',
      only: 'desk',
      answers: { 200: RuleScope },
      async run({ who }) {
        const seen = await variablesSeen(db.q, who.tenantId, SEEN);
        return ok({
          fields: Object.entries(FIELDS).map(([name, about]) => ({ name, about })),
          functions: FUNCTIONS,
          variables: seen.map(({ name, value }) => ({ name, example: quoted(value) })),
        });
      },
    }),
    route({
      method: 'post',
      path: '/rules/dry-run',
      summary: 'Where the newest escalations would have gone under these rules, against where they went.',
      only: 'desk',
      body: DryRun,
      answers: { 200: DryRunResult },
      async run({ who, body }) {
        return ok(await dryRuns.run(who, body));
      },
    }),
  ];
}
