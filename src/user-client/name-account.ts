import { FTPError, type Client, type FTPResponse } from 'basic-ftp';
import { ACCOUNT_TO_LOG_IN } from '../wire/account-wanted.ts';

/**
 * Makes a client name an account when it logs in (RFC 959 §4.1.1): where it is asked for by 332, which basic-ftp takes for a refusal, and otherwise
 * behind the login, as it may be wanted where something is stored. A server that needs none there may say so as it likes.
 */
export function nameAccount(client: Client, account: string): void {
  const logIn = client.login.bind(client);
  client.login = async (user?: string, password?: string): Promise<FTPResponse> => {
    try {
      const response = await logIn(user, password);
      await client.sendIgnoringError(`ACCT ${account}`);
      return response;
    } catch (error) {
      if (error instanceof FTPError && error.code === ACCOUNT_TO_LOG_IN) return client.send(`ACCT ${account}`);
      throw error;
    }
  };
}
