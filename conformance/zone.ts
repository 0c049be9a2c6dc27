/**
 * The time zone of servers that we start: whoever tells the local time for UTC is seen at once. It is UTC+05:45 all year; where the zone is not
 * known, it counts as UTC.
 */
export const ZONE = 'Asia/Kathmandu';
