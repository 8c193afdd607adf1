import { createServer, type Server } from 'node:http'
import { StartProblem } from '../db/start-problem.ts'

/** Requests in hand may take this long to end after SIGTERM. */
const drain_ms = 10_000

/** `setting`: the variable that names the port, where it is not PORT. */
type Place = { readonly port: number; readonly host: string | undefined; readonly setting?: string }

const portTaken = (config: Place) =>
  new StartProblem(
    `Port ${config.port} is taken by another program. Stop that program, or choose another port: ${config.setting ?? 'PORT'}=${config.port + 1} npm start`,
  )

/** Throws a StartProblem when nobody could listen there: said before the database starts. */
export async function checkPort(config: Place): Promise<void> {
  const probe = createServer()
  await listen(probe, config)
  await new Promise(resolve => probe.close(resolve))
}

/** Opens the server and tells its port, which may have been left to chance. Throws a StartProblem that says what to change. */
export function listen(server: Server, config: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(portTaken(config))
      else if (error.code === 'EACCES')
        reject(
          new StartProblem(
            `Port ${config.port} needs more rights than this user has. Choose one above 1023: ${config.setting ?? 'PORT'}=3000 npm start`,
          ),
        )
      else
        reject(
          new StartProblem(
            `Cannot listen on ${config.host ?? 'this machine'}, port ${config.port}: ${error.message}. Check HOST and PORT.`,
          ),
        )
    })
    server.listen(config.port, config.host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : config.port)
    })
  })
}

/** Takes no more connections, and ends when the requests in hand have ended, or when their time is over. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve))
  // Again and again: a connection whose request has just ended would be kept for the next one, and nobody takes that any more.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.race([closed, new Promise(resolve => setTimeout(resolve, drain_ms).unref())])
  clearInterval(sweep)
  server.closeAllConnections()
}
