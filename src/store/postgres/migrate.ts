import { type Migration, Migrator } from 'kysely';
import type { Db } from './db';
import * as start from './migrations/001_start';
import * as connections from './migrations/002_connections';
import * as idempotency from './migrations/004_idempotency';
import * as rules from './migrations/005_rules';
import * as promises from './migrations/006_promises';
import * as people from './migrations/007_people';
import * as bots from './migrations/008_bots';
import * as registry from './migrations/009_registry';
import * as waitingCards from './migrations/010_waitingCards';
import * as names from './migrations/011_names';
import * as content from './migrations/012_content';
import * as uploads from './migrations/013_uploads';
import * as relay from './migrations/014_relay';
import * as parts from './migrations/015_parts';
import * as indexes from './migrations/016_indexes';
import * as turns from './migrations/017_turns';
import * as assignment from './migrations/018_assignment';
import * as wrapUp from './migrations/019_wrapUp';
import * as writing from './migrations/020_writing';
import * as search from './migrations/021_search';
import * as graph from './migrations/022_graph';
import * as figures from './migrations/023_figures';
import * as story from './migrations/024_story';
import * as surveys from './migrations/025_surveys';
import * as audit from './migrations/026_audit';
import * as ratings from './migrations/027_ratings';
import * as failures from './migrations/028_failures';
import * as states from './migrations/029_states';
import * as managerBounds from './migrations/030_managerBounds';
import * as agentFigures from './migrations/031_agentFigures';
import * as agents from './migrations/032_agents';
import * as personChats from './migrations/033_personChats';
import * as botChats from './migrations/034_botChats';
import * as connected from './migrations/035_connected';
import * as offers from './migrations/036_offers';
import * as botDays from './migrations/037_botDays';
import * as factTurns from './migrations/038_factTurns';
import * as hold from './migrations/039_hold';
import * as auditTimes from './migrations/040_auditTimes';
import * as searchOrder from './migrations/041_searchOrder';
import * as connectedTurns from './migrations/042_connectedTurns';
import * as auditPersons from './migrations/043_auditPersons';
import * as narrower from './migrations/044_narrower';
import * as firstClaims from './migrations/045_firstClaims';
import * as erasure from './migrations/046_erasure';
import * as searchWaits from './migrations/047_searchWaits';
import * as searchWaitOrder from './migrations/048_searchWaitOrder';
import * as ownerWaits from './migrations/049_ownerWaits';
import * as searchCustomers from './migrations/050_searchCustomers';
import * as factsAnew from './migrations/051_factsAnew';

/** In order of name; a migration that has been released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  '001_start': start,
  '002_connections': connections,
  '004_idempotency': idempotency,
  '005_rules': rules,
  '006_promises': promises,
  '007_people': people,
  '008_bots': bots,
  '009_registry': registry,
  '010_waitingCards': waitingCards,
  '011_names': names,
  '012_content': content,
  '013_uploads': uploads,
  '014_relay': relay,
  '015_parts': parts,
  '016_indexes': indexes,
  '017_turns': turns,
  '018_assignment': assignment,
  '019_wrapUp': wrapUp,
  '020_writing': writing,
  '021_search': search,
  '022_graph': graph,
  '023_figures': figures,
  '024_story': story,
  '025_surveys': surveys,
  '026_audit': audit,
  '027_ratings': ratings,
  '028_failures': failures,
  '029_states': states,
  '030_managerBounds': managerBounds,
  '031_agentFigures': agentFigures,
  '032_agents': agents,
  '033_personChats': personChats,
  '034_botChats': botChats,
  '035_connected': connected,
  '036_offers': offers,
  '037_botDays': botDays,
  '038_factTurns': factTurns,
  '039_hold': hold,
  '040_auditTimes': auditTimes,
  '041_searchOrder': searchOrder,
  '042_connectedTurns': connectedTurns,
  '043_auditPersons': auditPersons,
  '044_narrower': narrower,
  '045_firstClaims': firstClaims,
  '046_erasure': erasure,
  '047_searchWaits': searchWaits,
  '048_searchWaitOrder': searchWaitOrder,
  '049_ownerWaits': ownerWaits,
  '050_searchCustomers': searchCustomers,
  '051_factsAnew': factsAnew,
};

/** Brings the database up to date; several processes may do so at once, one of them does the work. */
export async function migrate(db: Db): Promise<void> {
  const migrator = migratorOf(db);
  const { error, results } = await migrator.migrateToLatest();
  const failed = results?.find((result) => result.status === 'Error');
  if (error) {
    throw new Error(`The database could not be brought up to date${failed ? ` (at ${failed.migrationName})` : ''}.`, {
      cause: error,
    });
  }
}

/** Rejects when the database does not answer, or lacks a migration this process knows. */
export async function requireMigrated(db: Db): Promise<void> {
  const missing = (await migratorOf(db).getMigrations()).filter(({ executedAt }) => !executedAt);
  if (missing.length > 0) throw new Error(`The database lacks ${missing.map(({ name }) => name).join(', ')}.`);
}

function migratorOf(db: Db): Migrator {
  return new Migrator({ db: db.q, provider: { getMigrations: async () => MIGRATIONS } });
}
