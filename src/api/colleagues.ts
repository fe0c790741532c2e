import type { Outcome } from '../escalation/escalations';
import { refusalError } from '../domain/refusals';
import { countVerb } from '../base/telemetry';
import { ConsultBody, Escalation, HandOnBody, HandedOn, Nothing, type ProblemCode } from '../contract/api';
import { presentEscalation } from './present';
import { type Asker, ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleId } from './visible';

export function colleagueRoutes({ db, colleagues }: Services): Route[] {
  const simple = (
    name: 'join' | 'leave',
    summary: string,
    problems: ProblemCode[],
    act: (id: string, who: Asker) => Promise<Outcome>,
  ): Route =>
    route({
      method: 'post',
      path: `/escalations/:id/${name}`,
      summary,
      body: Nothing,
      answers: { 200: Escalation },
      problems: ['not_found', 'closed', ...problems],
      async run({ who, params }) {
        const id = await visibleId(db.q, who, params);
        return shown(name, await act(id, who), who);
      },
    });

  return [
    route({
      method: 'post',
      path: '/escalations/:id/consult',
      summary: 'Asks a colleague for advice: they read along and write notes, and the owner stays the owner.',
      body: ConsultBody,
      answers: { 200: Escalation },
      problems: ['not_found', 'not_claimed', 'not_yours', 'closed'],
      async run({ who, params, body }) {
        const id = await visibleId(db.q, who, params);
        return shown('consult', await colleagues.consult(id, who, body.agentId, body.note), who);
      },
    }),
    simple(
      'join',
      'A manager comes into the chat; the customer is told.',
      ['managers_only', 'not_claimed'],
      (id, who) => colleagues.join(id, who),
    ),
    simple('leave', 'Ends the asker’s part as somebody asked for advice, or as a manager who joined.', [], (id, who) =>
      colleagues.leave(id, who),
    ),
    route({
      method: 'post',
      path: '/agents/:id/hand-on',
      summary:
        'Hands all open escalations of an agent (`me`, or anybody for a manager) to a colleague, a queue or back.',
      only: 'staff',
      body: HandOnBody,
      answers: { 200: HandedOn },
      async run({ who, params, body }) {
        const agentId = params['id'] === 'me' ? who.id : (params['id'] ?? '');
        return ok(await colleagues.handOn(who, agentId, body));
      },
    }),
  ];
}

function shown(verb: string, outcome: Outcome, who: Asker) {
  countVerb(verb, outcome.ok ? 'done' : outcome.refusal.code);
  if (!outcome.ok) throw refusalError(outcome.refusal);
  return ok(presentEscalation(outcome.escalation, who, new Date()));
}
