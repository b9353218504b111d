/**
 * Installs a package of ours that only some commands need (`node scripts/install.mjs bench`), unless what its lock file
 * says is installed already. Users who only run or test the program never download it.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const [wanted, installed] = [
  join(folder, 'package-lock.json'),
  join(folder, 'node_modules', '.installed.json'),
]
if (!existsSync(installed) || readFileSync(wanted, 'utf8') !== readFileSync(installed, 'utf8')) {
  execFileSync('npm', ['ci', '--prefix', folder], { stdio: 'inherit', shell: process.platform === 'win32' })
  copyFileSync(wanted, installed)
}
