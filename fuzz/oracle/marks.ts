import { asciiForm } from './ascii-form.ts';
import { takesMarkers, type Representation } from '../../src/wire/representation/representation.ts';
import { DataError } from '../../src/wire/representation/data-error.ts';
import { WireDecoder } from '../../src/wire/representation/wire-decoder.ts';
import { WireEncoder } from '../../src/wire/representation/wire-encoder.ts';

/** A file that is sent with a restart marker in it, or was. */
export interface MarkedUpload {
  /** Whole, with LF lines. */
  readonly file: Buffer;
  /** Where it is stored; null where that is not known. */
  readonly path: string | null;
  /** Where the marker lies: for a download in the file, for an upload in what is sent of it. */
  readonly at: number;
  /** It lies between CR and LF. */
  readonly inLine: boolean;
}

/** A place in a file with what the server calls it. */
export interface Mark extends MarkedUpload { readonly text: string }

interface PlannedUpload extends MarkedUpload { readonly form: Representation; readonly wire: Buffer }

/** Whether there can be restart markers in data of this form; records have none here. */
export function canBeMarked(form: Representation | null): form is Representation { return form !== null && takesMarkers(form) && form.structure === 'file'; }

/**
 * Plans the upload of a file with a restart marker in its middle: in a text between the CR and the LF of a line, where RFC 1123 §4.1.3.4 has
 * receivers look twice.
 */
export function planUpload(file: Buffer, form: Representation, path: string | null): PlannedUpload {
  // The line ends as they cross: so it is seen where one can be cut.
  const wire = form.type === 'ascii' ? asciiForm(file) : file;
  const line = form.type === 'ascii' ? wire.indexOf('\r\n', wire.length >> 1) : -1;
  return { file, form, path, wire, at: line < 0 ? wire.length >> 1 : line + 1, inLine: line >= 0 };
}

/** What crosses of it: all of it with marker, what lies before and a little behind the marker, or what lies behind. */
export function partOf({ wire, form, at }: PlannedUpload, part: 'all' | 'first' | 'rest', marker: string): Buffer {
  const encoder = new WireEncoder(form.type === 'ascii' ? { ...form, type: 'image' } : form);
  const before = part === 'rest' ? [] : [encoder.push(wire.subarray(0, at)), encoder.mark(marker)];
  const behind = encoder.push(wire.subarray(at, part === 'first' ? at + 2 : undefined));
  // A block is sent when it is known to be none that ends anything.
  return Buffer.concat([...before, behind, part === 'first' ? encoder.mark(`${marker}-b`) : encoder.end()]);
}

/** The last restart marker among what a server has sent of a file, and where it lies in that; null where none can be used. */
export function lastMarkIn(bytes: Buffer, form: Representation): { readonly text: string; readonly at: number } | null {
  if (!canBeMarked(form)) return null;
  let at = 0;
  let found: { text: string; at: number } | null = null;
  try {
    const decoder = new WireDecoder(form);
    for (const pieces of [decoder.push(bytes), decoder.end()]) {
      for (const piece of pieces) {
        if (Buffer.isBuffer(piece)) at += piece.length;
        else if (!piece.afterCr) found = { text: piece.text, at };
      }
    }
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
  return found;
}
