// Generated from spec/vocabulary by tools/generate.ts; do not edit.
import type { Protocol } from '../spec/model.ts';

export const vocabulary: Protocol = {
  name: "vocabulary",
  chapters: [
    {"slug":"lines","title":"The vocabulary for a protocol of one's own"},
  ],
  states: [
  ],
  effects: [
    {"name":"close the control connection","meaning":"Sends what is written, ends data connections, closes."},
    {"name":"send the file","meaning":"Takes the data connection and sends the file."},
    {"name":"receive the file","meaning":"Takes the data connection and stores what arrives."},
    {"name":"send the listing","meaning":"Takes the data connection and sends the listing."},
  ],
  events: [
    {"name":"[unknown command]","from":"line","meaning":"The verb is none of the protocol's."},
    {"name":"[malformed line]","from":"line","meaning":"The line does not begin with a letter, or no space follows the verb."},
    {"name":"[line too long]","from":"line","meaning":"The line exceeds the length that the server takes."},
    {"name":"[connected]","from":"host","meaning":"A client has connected."},
    {"name":"[idle too long]","from":"host","meaning":"No command and no transfer for longer than the idle limit."},
    {"name":"[shutting down]","from":"host","meaning":"The server ends, or drops this client."},
    {"name":"[control lost]","from":"host","meaning":"The connection is gone."},
    {"name":"[data done]","from":"host","meaning":"The last byte was sent, or received and stored, and the data connection is closed."},
    {"name":"[data unopened]","from":"host","meaning":"Nobody came to the data port."},
    {"name":"[data failed]","from":"host","meaning":"The data connection broke, or made no progress within the time limit."},
    {"name":"[source failed]","from":"host","meaning":"The file or directory being sent cannot be read on."},
    {"name":"[storage failed]","from":"host","meaning":"What arrives cannot be stored, for a local error."},
    {"name":"[storage full]","from":"host","meaning":"What arrives cannot be stored for lack of room."},
  ],
  commands: [
  ],
  arguments: [
    {"name":"nothing","syntax":"^.*$","example":null,"wrong":null,"meaning":"no argument; what is sent nevertheless is ignored"},
  ],
  conditions: [
    {"phrase":"argument missing","kind":"argument","meaning":"The verb needs an argument and the line has none.","sends":"{nothing}","recipe":"send the verb alone"},
    {"phrase":"argument malformed","kind":"argument","meaning":"The argument does not match its syntax.","sends":"{malformed}","recipe":"send the wrong example of the argument"},
    {"phrase":"login wrong","kind":"attempt","meaning":"The argument is not a user's name, a space and that user's password.","sends":"{user} {wrong}","recipe":"send a wrong password"},
    {"phrase":"password wrong","kind":"session","meaning":"The argument is not the password of the user whom USER named.","sends":"{wrong}","recipe":"send a wrong password"},
    {"phrase":"too many failures","kind":"session","meaning":"Five logins of this session have failed.","sends":null,"recipe":"fail to log in until the server has enough"},
    {"phrase":"service not available","kind":"choice","meaning":"The server has as many sessions as it takes.","sends":null,"recipe":"connect until the server has enough"},
    {"phrase":"cannot be kept","kind":"attempt","meaning":"There is no room to keep the argument's other words under its first word.","sends":null,"recipe":"keep until the server is full"},
    {"phrase":"cannot be looked up","kind":"attempt","meaning":"Nothing is kept under the argument's first word.","sends":"{missing}","recipe":"name what was never kept"},
    {"phrase":"cannot be forgotten","kind":"attempt","meaning":"Nothing was kept under the argument's first word.","sends":"{missing}","recipe":"name what was never kept"},
    {"phrase":"kept already","kind":"session","meaning":"Something is kept under the argument's first word.","sends":null,"recipe":"keep it twice"},
    {"phrase":"cannot be computed","kind":"attempt","meaning":"The argument is no sum, difference, product or quotient of two whole numbers, or divides by zero.","sends":"1 / 0","recipe":"divide by zero"},
    {"phrase":"topic unknown","kind":"session","meaning":"HELP names no command.","sends":"{odd-topic}","recipe":"ask help for a word that is no verb"},
    {"phrase":"file missing","kind":"session","meaning":"Nothing has that name.","sends":"{missing}","recipe":"name a path that was never created"},
    {"phrase":"not a plain file","kind":"session","meaning":"The name is a directory or a special file.","sends":"{directory}","recipe":"name a directory"},
    {"phrase":"name exists","kind":"session","meaning":"Something already has that name.","sends":"{directory}","recipe":"name an existing directory"},
    {"phrase":"directory missing","kind":"session","meaning":"No directory has that name.","sends":"{missing}","recipe":"name a path that was never created"},
    {"phrase":"not a directory","kind":"session","meaning":"The name is a file.","sends":"{file}","recipe":"name a file"},
    {"phrase":"cannot be entered","kind":"attempt","meaning":"The directory cannot be entered.","sends":null,"recipe":"take away the permission to enter"},
    {"phrase":"cannot be opened","kind":"attempt","meaning":"The file cannot be opened for reading.","sends":null,"recipe":"take away the permission to read"},
    {"phrase":"cannot be stored","kind":"attempt","meaning":"No file can be stored under that name.","sends":"{unstorable}","recipe":"name a file in a directory that does not exist"},
    {"phrase":"cannot be listed","kind":"attempt","meaning":"The directory cannot be read.","sends":null,"recipe":"take away the permission to read"},
    {"phrase":"no port to listen on","kind":"attempt","meaning":"No data port is free.","sends":null,"recipe":"use all of them"},
  ],
  rules: [
  ],
  replies: [
  ],
  allowed: [
  ],
  texts: [
  ],
  roles: [
    {"role":"one reply","rule":"OWN-LIN-R2"},
    {"role":"long line","rule":"OWN-LIN-R2"},
    {"role":"named port","rule":"OWN-LIN-R6"},
    {"role":"listening","rule":"OWN-LIN-R6"},
    {"role":"end of data","rule":"OWN-LIN-R7"},
    {"role":"completion","rule":"OWN-LIN-R7"},
  ],
  requirements: [
    {"id":"OWN-LIN-R1","chapter":"lines","level":"MUST","sentence":"Commands and replies are lines that end in CR LF; a reply is three digits, a space and text.","source":"RFC 959 §4.2","untested":null,"place":"spec/vocabulary.md:101"},
    {"id":"OWN-LIN-R2","chapter":"lines","level":"MUST","sentence":"Each line is answered by one reply, a transfer by one more when it has ended; no line ends the server.","source":"RFC 959 §5.4","untested":null,"place":"spec/vocabulary.md:103"},
    {"id":"OWN-LIN-R3","chapter":"lines","level":"MUST","sentence":"A command that comes in pieces is one command, and several that come in one piece are several.","source":"RFC 959 §5.3","untested":null,"place":"spec/vocabulary.md:105"},
    {"id":"OWN-LIN-R4","chapter":"lines","level":"MUST","sentence":"Verbs mean the same in upper and in lower case.","source":"RFC 959 §5.3","untested":null,"place":"spec/vocabulary.md:107"},
    {"id":"OWN-LIN-R5","chapter":"lines","level":"MUST","sentence":"Several clients work at the same time, and one that vanishes disturbs no other.","source":"RFC 959 §5.4","untested":null,"place":"spec/vocabulary.md:109"},
    {"id":"OWN-LIN-R6","chapter":"lines","level":"MUST","sentence":"The reply that begins a transfer holds (|||port|), the port of this server's address to which the client connects for the data.","source":"RFC 2428 §3","untested":null,"place":"spec/vocabulary.md:111"},
    {"id":"OWN-LIN-R7","chapter":"lines","level":"MUST","sentence":"The end of the data is the end of the data connection, and the reply that ends the transfer comes after it.","source":"RFC 959 §3.4.1","untested":null,"place":"spec/vocabulary.md:113"},
  ],
  examples: [
  ],
};
