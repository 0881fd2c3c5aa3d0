'use client';

import { createContext } from 'react';

/** Whether who reads is signed in. */
export const MemberContext = createContext(false);
