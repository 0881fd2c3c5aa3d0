/**
 * Who may use a resource. `public`: anybody. `dashboards`: anybody where WATERLINE_ACCESS is open, else members.
 * `member`: any member, on things of their own. `account`: a member in a browser, never a program: passwords, sessions
 * and tokens are not for tokens to make. The roles: members with at least that role; `admin` in a browser only.
 */
export type Access = 'public' | 'dashboards' | 'member' | 'account' | 'analyst' | 'editor' | 'admin';
