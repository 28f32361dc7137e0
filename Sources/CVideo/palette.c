#include <stdlib.h>
#include <string.h>

#include "include/pixels.h"

// MARK: Counting colours

void cvideo_count_colors(const uint8_t *cairo, size_t cairo_stride, size_t width, size_t height,
                         cvideo_color_bin *bins) {
  for (size_t y = 0; y < height; y++) {
    const uint8_t *p = cairo + cairo_stride * y;
    for (size_t x = 0; x < width; x++, p += 4) {
      if (p[3] < 128) continue;
      cvideo_color_bin *bin = bins + ((p[2] >> 2) << 12 | (p[1] >> 2) << 6 | p[0] >> 2);
      const uint32_t color = (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
      bin->count++;
      bin->red += p[2];
      bin->green += p[1];
      bin->blue += p[0];
      // Boyer and Moore's vote: if a colour has most of a bin's pixels, it is left at the end.
      if (bin->votes == 0) bin->color = color;
      if (bin->color == color) {
        bin->votes++;
      } else {
        bin->votes--;
      }
    }
  }
}

// MARK: Looking colours up

enum { CACHE_SIZE = 1 << 14 };

struct cvideo_palette {
  int count;
  uint8_t colors[256][3];
  /// Colours met before, with their place plus one.
  uint32_t known[CACHE_SIZE];
  uint16_t places[CACHE_SIZE];
};

cvideo_palette *cvideo_palette_new(const uint8_t *rgb, int count) {
  cvideo_palette *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->count = count;
  memcpy(p->colors, rgb, 3 * (size_t)count);
  return p;
}

void cvideo_palette_free(cvideo_palette *p) { free(p); }

static int nearest(const cvideo_palette *p, int r, int g, int b) {
  int best = 0, least = 1 << 30;
  for (int i = 0; i < p->count; i++) {
    const int dr = r - p->colors[i][0], dg = g - p->colors[i][1], db = b - p->colors[i][2];
    // The eye tells greens best and blues worst.
    const int distance = 3 * dr * dr + 6 * dg * dg + db * db;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

void cvideo_palette_map(cvideo_palette *p, const uint8_t *cairo, size_t cairo_stride,
                        uint8_t *indices, size_t index_stride, int transparent, size_t width,
                        size_t height) {
  for (size_t y = 0; y < height; y++) {
    const uint8_t *source = cairo + cairo_stride * y;
    uint8_t *target = indices + index_stride * y;
    uint32_t last = 0;
    int place = -1;
    for (size_t x = 0; x < width; x++, source += 4) {
      if (source[3] < 128 && transparent >= 0) {
        target[x] = (uint8_t)transparent;
        continue;
      }
      int r = source[2], g = source[1], b = source[0];
      if (source[3] < 255) {
        const int a = source[3];
        r = (r * 255 + a / 2) / a;
        g = (g * 255 + a / 2) / a;
        b = (b * 255 + a / 2) / a;
      }
      const uint32_t color = (uint32_t)r << 16 | (uint32_t)g << 8 | (uint32_t)b;
      if (place < 0 || color != last) {
        const uint32_t slot = (color * 2654435761u) >> 18;
        if (p->places[slot] == 0 || p->known[slot] != color) {
          p->known[slot] = color;
          p->places[slot] = (uint16_t)(nearest(p, r, g, b) + 1);
        }
        place = p->places[slot] - 1;
        last = color;
      }
      target[x] = (uint8_t)place;
    }
  }
}

// MARK: Compression

typedef struct {
  uint8_t *out;
  size_t count;
  /// Where the length of the open block of up to 255 bytes stands.
  size_t block;
  uint32_t bits;
  int bit_count;
} bit_writer;

static void put_byte(bit_writer *w, uint8_t byte) {
  if (w->count - w->block > 255) {
    w->out[w->block] = 255;
    w->block = w->count++;
  }
  w->out[w->count++] = byte;
}

static void put(bit_writer *w, uint32_t code, int size) {
  w->bits |= code << w->bit_count;
  w->bit_count += size;
  while (w->bit_count >= 8) {
    put_byte(w, (uint8_t)w->bits);
    w->bits >>= 8;
    w->bit_count -= 8;
  }
}

enum { TABLE_SIZE = 1 << 13, MOST_CODES = 4096 };

typedef struct {
  /// A known string's code and its next symbol, plus one; 0 for a free place.
  uint32_t keys[TABLE_SIZE];
  uint16_t codes[TABLE_SIZE];
} string_table;

static uint16_t *find(string_table *t, uint32_t prefix, uint8_t symbol, int *is_known) {
  const uint32_t key = (prefix << 8 | symbol) + 1;
  uint32_t at = (key * 2654435761u) >> 19;
  while (t->keys[at] != 0 && t->keys[at] != key) at = (at + 1) & (TABLE_SIZE - 1);
  *is_known = t->keys[at] == key;
  t->keys[at] = key;
  return &t->codes[at];
}

/// Whether a string is known, without adding it.
static int knows(const string_table *t, uint32_t prefix, uint8_t symbol) {
  const uint32_t key = (prefix << 8 | symbol) + 1;
  uint32_t at = (key * 2654435761u) >> 19;
  while (t->keys[at] != 0 && t->keys[at] != key) at = (at + 1) & (TABLE_SIZE - 1);
  return t->keys[at] == key;
}

size_t cvideo_lzw(const uint8_t *indices, const uint8_t *is_free, size_t count, int transparent,
                  int symbol_bits, uint8_t *out) {
  string_table *table = calloc(1, sizeof *table);
  if (!table) return 0;
  bit_writer w = {.out = out, .count = 1, .block = 0};
  const uint32_t clear = 1u << symbol_bits, end = clear + 1;
  uint32_t next = end + 1;
  int size = symbol_bits + 1;
  put(&w, clear, size);
  uint32_t prefix = 0;
  for (size_t i = 0; i < count; i++) {
    uint8_t symbol = indices[i];
    // A pixel that may stay as it is is written as whatever goes on with a known string.
    const int has_choice = is_free && is_free[i];
    if (i == 0) {
      prefix = has_choice ? (uint32_t)transparent : symbol;
      continue;
    }
    if (has_choice && !knows(table, prefix, symbol)) symbol = (uint8_t)transparent;
    int is_known;
    uint16_t *code = find(table, prefix, symbol, &is_known);
    if (is_known) {
      prefix = *code;
      continue;
    }
    put(&w, prefix, size);
    if (next < MOST_CODES) {
      *code = (uint16_t)next;
      // A code is used one symbol after it is made, and then needs its bits.
      if (next == 1u << size) size++;
      next++;
    } else {
      put(&w, clear, size);
      memset(table, 0, sizeof *table);
      next = end + 1;
      size = symbol_bits + 1;
    }
    prefix = symbol;
  }
  put(&w, prefix, size);
  // The reader makes a code more before the end.
  if (next == 1u << size && size < 12) size++;
  put(&w, end, size);
  if (w.bit_count > 0) put_byte(&w, (uint8_t)w.bits);
  w.out[w.block] = (uint8_t)(w.count - w.block - 1);
  w.out[w.count++] = 0;
  free(table);
  return w.count;
}
