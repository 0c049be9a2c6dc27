import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gradeClass } from '../../src/grader/grade-class.ts';
import type { Benchmark } from '../benchmark.ts';
import type { Table } from '../measure/table.ts';
import { studentClass } from '../student-class.ts';

/** Ways to hang, each a whole Python program. */
const WAYS: Readonly<Record<string, string>> = {
  'never listens': 'import time\ntime.sleep(3600)',
  'never accepts': 'import socket, sys, time\nlistener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=0)\ntime.sleep(3600)',
  'says nothing': 'import socket, sys\nlistener = socket.create_server(("127.0.0.1", int(sys.argv[1])))\nheld = []\nwhile True: held.append(listener.accept())',
  'greets only': 'import socket, sys\nlistener = socket.create_server(("127.0.0.1", int(sys.argv[1])))\nheld = []\nwhile True:\n    held.append(listener.accept())\n    held[-1][0].sendall(b"220 hi\\r\\n")',
  'logs in only': 'import socket, sys, threading\nlistener = socket.create_server(("127.0.0.1", int(sys.argv[1])))\ndef serve(client):\n    client.sendall(b"220 hi\\r\\n")\n    for line in client.makefile("rb"):\n        if line[:4] == b"USER": client.sendall(b"331 ok\\r\\n")\n        if line[:4] == b"PASS": client.sendall(b"230 in\\r\\n")\nwhile True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()',
};
/** Declared, in milliseconds. */
const [START, RUN, REPLY] = [5000, 20_000, 1000];

/** What a submission costs that hangs everywhere: no more than the times that its assignment declares. */
export const hanging: Benchmark = {
  name: 'hanging',
  measure: async ({ directory }) => {
    const place = await mkdtemp(join(directory, 'ftpspec-hanging-'));
    const rows: Table['rows'][number][] = [];
    const data: Record<string, unknown> = {};
    try {
      for (const [way, program] of Object.entries(WAYS)) {
        const submission = { id: way.replaceAll(' ', '-'), directory: join(place, way), spawn: 'python3 server.py {port}', build: null, user: 'student', password: 'student' };
        await mkdir(submission.directory);
        await writeFile(join(submission.directory, 'server.py'), program);
        const settings = await studentClass([submission], 'auto');
        const { assignment } = settings.plan;
        const plan = { ...settings.plan, assignment: { ...assignment, time: { ...assignment.time, start: START, run: RUN, reply: REPLY } } };
        const began = performance.now();
        const [row] = await gradeClass({ ...settings, plan, out: join(place, 'out') });
        const wall = (performance.now() - began) / 1000;
        rows.push([way, wall.toFixed(1), `${row?.score ?? '–'}`, row?.status ?? '']);
        data[way] = { wall, status: row?.status };
      }
    } finally {
      await rm(place, { recursive: true, force: true });
    }
    return [{
      title: `Submissions that hang, of which ${START / 1000} s to start and ${RUN / 1000} s to run are allowed`, columns: ['wall s', 'points', 'status'], rows,
      notes: [`The goal is ${(START + RUN + REPLY + 500) / 1000} s: what is allowed, and one last reply.`], data,
    }];
  },
};
