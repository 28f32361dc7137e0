// Kernels of the compute core, and the loop that replays them.
//
// Every kernel exists three times (AVX-512, AVX2 with FMA, baseline x86-64 or any other machine);
// the version that fits the processor is chosen once. All versions give the same bits: contraction
// is off, fused multiply-adds are written out, and sums have an order that depends on the shape
// alone.
#pragma once
#include <stdint.h>

/// What a running program knows of itself: the number of the step, and where it broke.
typedef struct {
  int64_t step;     // index of the step being run
  int64_t failed;   // index of the first instruction whose check found a NaN or infinity, or -1
  int64_t round;    // index of the round being run
  int64_t row;      // where the next recording of rounds goes
} LNContext;

typedef struct LNInstruction LNInstruction;
typedef void (*LNKernel)(const LNInstruction *, LNContext *);

/// One call of a kernel: its buffers (outputs first) and its sizes.
struct LNInstruction {
  LNKernel run;
  float *const *p;
  const int64_t *d;
  int64_t index;
};

/// Elementwise operations on blocks of lanes; the order is shared with Swift's `LaneOperation`.
typedef enum {
  LN_COPY, LN_NEGATE, LN_ABS, LN_SIGN, LN_EXP, LN_LOG, LN_SQRT, LN_RECIPROCAL, LN_SQUARE,
  LN_SIN, LN_COS, LN_TANH, LN_SIGMOID, LN_SOFTPLUS, LN_RELU, LN_ERF, LN_ATAN, LN_FLOOR,
  LN_ADD, LN_SUBTRACT, LN_MULTIPLY, LN_DIVIDE, LN_MAXIMUM, LN_MINIMUM, LN_POWER,
  LN_GREATER, LN_EQUAL, LN_GATE, LN_MODULO,
  LN_SELECT
} LNLane;

/// The kernels in the version that fits this processor.
typedef struct {
  LNKernel elementwise, product, dots, sum, maximum, argmax, copy;
  LNKernel gather, scatter, sparse, unfold, fold;
  LNKernel uniform, normal, shuffle;
} LNKernels;

const LNKernels *ln_kernels(void);

/// The kernels of one level (0 baseline, 1 AVX2, 2 AVX-512), or NULL where the processor lacks it.
const LNKernels *ln_kernels_at(int level);

/// Copies p[0] to row (step - d[3]) / d[1] of p[1] (d[0] floats a row) when the step is a multiple
/// of d[1] after d[3] or equals d[2]. With d[1] = 0, to row `context->row`.
void ln_record(const LNInstruction *, LNContext *);

/// Marks the run as failed when one of the d[0] numbers at p[0] is not finite.
void ln_check(const LNInstruction *, LNContext *);

/// Writes the step's index to p[0].
void ln_step(const LNInstruction *, LNContext *);

/// Decompositions of d[0] square or rectangular matrices; see factorizations.c for the layouts.
void ln_cholesky(const LNInstruction *, LNContext *);
void ln_solve(const LNInstruction *, LNContext *);
void ln_triangular_solve(const LNInstruction *, LNContext *);
void ln_log_determinant(const LNInstruction *, LNContext *);
void ln_qr(const LNInstruction *, LNContext *);
void ln_singular_values(const LNInstruction *, LNContext *);
void ln_symmetric_eigen(const LNInstruction *, LNContext *);

/// Runs `count` instructions `steps` times; stops after the first step that failed.
void ln_run(const LNInstruction *code, int64_t count, LNContext *context, int64_t steps);

/// A part of a round: instructions that run `steps` times, or, with 0 steps, a recording: it runs
/// once in every `every`-th round and is no step.
typedef struct {
  const LNInstruction *code;
  int64_t count, steps, every;
} LNPhase;

/// Runs the phases in turn, for `rounds` rounds. Returns the phase in which a check failed, or -1.
int64_t ln_rounds(const LNPhase *phases, int64_t count, LNContext *context, int64_t rounds);

/// Runs as `ln_run` does and adds each instruction's nanoseconds to `nanoseconds`.
void ln_profile(const LNInstruction *code, int64_t count, LNContext *context, int64_t steps,
                double *nanoseconds);

/// Whether all `count` numbers are finite.
int ln_finite(const float *x, int64_t count);

/// Philox4x32-10: four words from a counter of four words and a key of two.
void ln_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);
