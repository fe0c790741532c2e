/** Who else is in a conversation, in words. Pure. */
import type { Escalation } from '../../../src/contract/api';

/** "Lee Gu was asked for advice · you joined"; null when nobody else is. */
export function colleagueWords(colleagues: Escalation['colleagues'], meId: string): string | null {
  const named = (role: Escalation['colleagues'][number]['role']) =>
    colleagues.filter((colleague) => colleague.role === role).map(({ id, name }) => (id === meId ? 'you' : name));
  const asked = named('consulted');
  const joined = named('joined');
  const isMany = asked.length > 1 || asked[0] === 'you';
  const words = [
    ...(asked.length > 0 ? [`${listed(asked)} ${isMany ? 'were' : 'was'} asked for advice`] : []),
    ...(joined.length > 0 ? [`${listed(joined)} joined`] : []),
  ].join(' · ');
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : null;
}

function listed(names: string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
}
