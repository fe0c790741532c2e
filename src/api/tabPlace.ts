import { type TabPlace, TEAMS_CLIENT } from '../cards/deepLink';
import type { Config } from '../config/config';

/** Where the asker's links lead. */
export const tabPlaceOf = (
  { mode, publicUrl, teamsAppId }: Pick<Config, 'mode' | 'publicUrl' | 'teamsAppId'>,
  { tenantId }: { tenantId: string },
): TabPlace => ({
  clientUrl: mode === 'sandbox' ? publicUrl : TEAMS_CLIENT,
  teamsAppId,
  tenantId,
  webUrl: `${publicUrl}/tab/work`,
});
