/**
 * The settings that every source has: their declarations, checks and typed getters, and the tools
 * to declare a vendor's own. Nothing here opens a connection. Open {@link
 * io.tributary.common.config.SourceSettings} first, then {@link
 * io.tributary.common.config.SourceConfig}.
 */
package io.tributary.common.config;
