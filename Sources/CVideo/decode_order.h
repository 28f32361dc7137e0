#pragma once

#include "libav.h"

// Decoding times of packets whose pictures last unequally long.
//
// Encoders put the time of the picture sent `depth` before on a packet, which is steady as long as
// pictures are. Before a picture that follows a long one it would lie far ahead of when it is seen,
// and a player that jumps into the long one goes by decoding times and would start after it. So
// each packet is to be decoded as late as the packets after it allow.

enum { DECODE_ORDER_DEPTH = 16, DECODE_ORDER_PENDING = 1024 };

typedef struct {
  /// How many packets may have to be decoded before one that is seen earlier.
  int depth;
  /// Packets that wait for those after them, in order of decoding.
  AVPacket *waiting[DECODE_ORDER_DEPTH + 1];
  int waiting_count;
  /// When the pictures are seen that have been sent and not yet come out, a ring.
  int64_t sent[DECODE_ORDER_PENDING];
  uint64_t sent_count;
  uint64_t taken_count;
} decode_order;

/// Takes note of when the next picture is seen. Returns 0 or a negative AVERROR code.
int decode_order_send(decode_order *order, int64_t time);

/// Takes a packet over from `packet`, which is blank afterwards. Returns 0 or a negative code.
int decode_order_add(decode_order *order, AVPacket *packet);

/// Moves the next packet to `packet`, with its decoding time. Returns 1, or 0 if that is not known
/// before there are more packets; at the end it always is.
int decode_order_take(decode_order *order, AVPacket *packet, int is_end);

void decode_order_free(decode_order *order);
