/**
 * Everything the log can say, by level: a stable name to search for and to alert by, and what it means, which is also
 * the line's message. Names are `<where>.<what happened>`; docs/log-events.md lists the same.
 */
export const LOG_EVENTS = {
  fatal: {
    'desk.uncaught_exception': 'A bug ended the process; it stops in order, and whatever supervises it starts it again',
  },
  error: {
    'agents.request_failed': 'A call of an agent in Teams failed for a reason nobody foresaw; it was answered with 500',
    'api.request_failed': 'A request of the tab failed for a reason nobody foresaw; it was answered with 500',
    'audit.entries_lost':
      'The database was away for so long that entries of the audit were given up; `count` says how many',
    'audit.not_written':
      'Who opened what, or which sign-ins were refused, could not be written into the audit; it is kept and tried again',
    'connection.test_not_stored': 'The result of a connection test could not be stored',
    'desk.stop_failed': 'Something did not stop cleanly; the process ends nevertheless',
    'desk.stop_timed_out': 'The desk did not stop in time; the process ends. Leases run out, other processes take over',
    'desk.unhandled_rejection': 'A rejected promise was handled nowhere: a bug, after which the process goes on',
    'files.download_failed': 'A file behind a signed link could not be given',
    'outbox.lane_failed': 'Work on a lane ended with an error; its lease runs out and it is tried again',
    'outbox.read_failed': 'The outbox could not be read; tried again within seconds',
    'postgres.restart_failed': 'The bundled PostgreSQL could not be started again; tried again every second',
    'relay.round_failed': 'The bot streams could not be looked after in this round; the next one tries again',
    'relay.stream_close_failed': 'A bot stream ended with an error after it was given up',
    'rest.request_failed': 'A call of a REST bot failed for a reason nobody foresaw; it was answered with 500',
    'sandbox.bot_failed': 'The sample bot of the sandbox failed to answer',
    'connected.request_failed':
      'A turn of a connected agent failed for a reason nobody foresaw; it was answered with 500',
    'skill.request_failed': 'A skill call failed for a reason nobody foresaw; it was answered with 500',
    'teams.activity_failed': 'An activity could not be processed; Teams got an error and may send it again',
    'teams.card_action_failed': 'A press on a card failed; the person was told',
    'teams.registry_unavailable': 'Callers of /api/messages cannot be checked: the registered bots could not be read',
    'teams.signing_keys_unavailable':
      'Callers of /api/messages cannot be checked: no signing keys of the Bot Framework; check BOT_OPENID_METADATA',
  },
  warn: {
    'connection.health_not_stored': 'The health of a connection could not be stored; the next contact tries again',
    'connection.test_crashed': 'A connection test ended with an unexpected error; its report says so',
    'database.away': 'The database is away or only reads; the desk is not ready and tries again with every request',
    'database.no_statement_timeout':
      'Behind the pooler no statement has a limit; give the role one: alter role … set statement_timeout = 30000',
    'database.pooler_forgets':
      'The pooler keeps no named statements, so every one is planned anew; PgBouncer from 1.21 on does, with max_prepared_statements',
    'desk.risky_setting': 'A setting opens something; `warning` says which',
    'graph.feed_failed':
      'A notification in the activity feed was not taken, so the bot wrote instead; `reason` says why, once until that changes',
    'graph.install_failed':
      'The app could not be added for a customer, who gets a link instead; `reason` says why, once until that changes',
    'graph.presence_failed':
      'Presence in Teams could not be read, so only what agents say counts; `reason` says why, once until that changes',
    'hints.connection_lost': 'The database connection that listens for hints is lost; reconnecting',
    'hints.reconnect_failed':
      'Listening for hints failed again; reconnecting. Open tabs learn of changes late meanwhile',
    'hints.unreadable': 'A hint could not be parsed and was skipped; tabs ask again by themselves',
    'outbox.delivery_failed':
      'A delivery was refused or tried for the last time; the message, the card or the connection in the tab says why',
    'outbox.lease_lost': 'Another process took over a lane that worked too long here; nothing is lost',
    'outbox.delivery_crashed': 'A sender threw an unexpected error; the delivery is tried again',
    'postgres.data_elsewhere':
      'The data of the bundled PostgreSQL lies outside DATA_DIR, where its account can reach it; `npm run reset` removes it',
    'postgres.restarting': 'The bundled PostgreSQL is gone; starting it again',
    'postgres.stopped_at_once': 'The bundled PostgreSQL was stopped at once; it recovers at its next start',
    'relay.end_not_stored': 'The end of a bot conversation could not be stored; it is found again by the next message',
    'relay.message_not_stored': 'A message of a bot could not be stored; the stream reconnects and reads it again',
    'relay.stream_not_released': 'A bot stream could not be released to other processes; its lease runs out instead',
    'relay.token_refresh_failed': 'The Direct Line token of a bot conversation could not be refreshed; tried again',
    'sandbox.install_failed':
      'The sandbox could not tell the desk that its app is installed; POST /sandbox/api/install',
    'sandbox.state_not_saved': 'The sandbox cannot save its state; it forgets everything when it stops',
    'connected.lane_not_woken': 'Words that go another way wait for their next attempt a little longer',
    'connected.request_refused': 'A turn of a connected agent was refused; `code` and `detail` say why',
    'skill.request_refused': 'A skill call was refused; `code` and `detail` say why',
    'assignment.round_failed': 'What waits could not be offered in this round; the sweep tries again a second later',
    'retention.chat_failed':
      'A chat whose words are kept no longer could not be erased; it is tried again, and the settings say so',
    'standby.left': 'The standby is away, or too far behind; the primary answers heavy reads. `reason` says why',
    'streams.hint_failed': 'A change could not be sent to open tabs; they ask again when they reconnect',
    'streams.presence_not_stored': 'Who has a tab open could not be stored; the next round tries again',
    'streams.queues_not_read': 'The queues of a person with an open tab could not be read; the old ones are used',
    'sweep.round_failed': 'A periodic task failed; `task` says which. The next round tries again',
    'teams.signing_keys_stale':
      'The signing keys of the Bot Framework could not be read again; those known go on being used. Said once until they can',
    'teams.request_refused': 'A call to /api/messages without a valid token was refused; `reason` says why',
    'teams.sign_in_failed':
      'Teams could not sign a customer in silently, and shows them nothing; `code` is its own, such as resourcematchfailed',
    'teams.sign_in_name_unknown': 'Teams did not tell a sign-in name, so nobody becomes a manager by it just now',
  },
  info: {
    'database.back': 'The database is reached again, and writes',
    'desk.ready': 'Handoff Desk is ready',
    'exports.cut_off':
      'An export ended before it was whole; `reason` says why, `count` how many rows were written, and the audit whose it was',
    'standby.back': 'The standby has caught up; heavy reads go there again',
    'sandbox.installed': 'The sandbox has the app installed',
    'teams.activity_unknown': 'An activity of an unknown kind arrived; it was stored nowhere',
  },
  debug: {
    'desk.start_failed': 'The desk could not start: the stack of what standard error says in words',
    'relay.service_activity': 'A bot sent an activity that is no message, such as a trace or an event',
    'relay.stream_broke': 'The stream of a bot conversation broke; reconnecting with backoff',
    'relay.stream_ended': 'The stream of a bot conversation ended',
    'relay.typing_not_sent': 'A sign of typing did not reach a bot',
    'connected.service_activity': 'A connected agent sent an activity that is no message',
    'connected.words_not_sent': 'That nobody takes over did not reach a customer of a connected agent',
    'skill.service_activity': 'A skill caller sent an activity that is no message',
    'skill.typing_not_sent': 'A sign of typing did not reach a skill caller',
    'teams.activity_taken': 'An activity arrived; `outcome` says what became of it',
    'teams.typing_not_sent': 'A sign of typing did not reach a customer in Teams',
  },
} as const;

export type LogLevel = keyof typeof LOG_EVENTS;
export type LogEvent<L extends LogLevel = LogLevel> = L extends LogLevel ? keyof (typeof LOG_EVENTS)[L] : never;
