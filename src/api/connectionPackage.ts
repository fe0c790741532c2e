/** The Teams app package of a connection's own bot, ready to upload. */
import { packConnection } from '../package/connectionPackage';
import { AppError } from '../base/errors';
import { file, idOf, type Route, route } from './route';
import type { Services } from './services';

export function connectionPackageRoutes({ connections, config }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/connections/:id/package',
      summary: 'The Teams app package of a connection that brings its own Teams bot.',
      only: 'desk',
      mediaType: 'application/zip',
      answers: { 200: null },
      problems: ['not_found', 'wrong_state'],
      async run({ who, params }) {
        const { name, bot_app_id: botAppId } = await connections.one(who, idOf(params, 'connection'));
        if (!botAppId) {
          throw new AppError(
            'wrong_state',
            `${name} speaks through the desk’s own bot, which is in the desk’s package.`,
          );
        }
        const packed = await packConnection({ botAppId, name, publicUrl: config.publicUrl });
        if (packed.ok) return file(packed.name, packed.bytes);
        const why = packed.complaints.map(({ problem, remedy }) => `${problem} ${remedy}`).join(' ');
        throw new AppError('wrong_state', `Teams would refuse this package. ${why}`);
      },
    }),
  ];
}
