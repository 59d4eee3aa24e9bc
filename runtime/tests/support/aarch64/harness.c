/* Runs trampolines on a 64-bit Arm processor, real or emulated, and walks across them in both ways.
 *
 * "templates.h" is made by the test: for each template its code, its .eh_frame, and the offset at which
 * the latter stands behind the former. Prints nothing and returns 0 when all is well.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unwind.h>

struct template {
    const char *name;
    const unsigned char *code;
    unsigned code_size;
    const unsigned char *eh_frame;
    unsigned eh_frame_size;
    unsigned eh_frame_offset;
    int signs;
};

#include "templates.h"

extern void __register_frame(const void *);
extern void __deregister_frame(const void *);

typedef uint64_t target_function(void *, void *, uint64_t, void *);
typedef uint64_t trampoline(void *, void *, uint64_t, target_function *);

/* Return addresses, innermost first: by frame pointers, and by unwinding tables. */
static uint64_t chain[3], unwound[16];
static unsigned unwound_count;
static int arguments_came;
static uint64_t first, second;

/* Without the code that pointer authentication puts into the upper bits. */
static uint64_t address(uint64_t signed_address) { return signed_address & 0xffffffffffffULL; }

static _Unwind_Reason_Code visit(struct _Unwind_Context *context, void *unused) {
    (void)unused;
    if (unwound_count < 16)
        unwound[unwound_count++] = address(_Unwind_GetIP(context));
    return _URC_NO_REASON;
}

__attribute__((noinline)) static uint64_t target(void *a, void *b, uint64_t c, void *self) {
    arguments_came = a == &first && b == &second && c == 0x123456789abcdef0 && self == (void *)target;
    uint64_t *record = __builtin_frame_address(0);
    for (unsigned i = 0; i < 3; i++) {
        chain[i] = record[1];
        record = (uint64_t *)record[0];
    }
    unwound_count = 0;
    _Unwind_Backtrace(visit, 0);
    return 0xfedcba9876543210;
}

__attribute__((noinline)) static uint64_t call(trampoline *enter) {
    uint64_t result = enter(&first, &second, 0x123456789abcdef0, target);
    __asm__ volatile("" ::: "memory"); /* no tail call: this function is to be on the stack */
    return result;
}

static int within(uint64_t at, const void *begin, uint64_t size) {
    return at >= (uint64_t)begin && at < (uint64_t)begin + size;
}

#define CHECK(condition)                                                   \
    if (!(condition)) {                                                    \
        printf("%s: failed: %s\n", template->name, #condition);            \
        return 1;                                                          \
    }

static int check(const struct template *template) {
    unsigned char *image =
        mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(image, template->code, template->code_size);
    memcpy(image + template->eh_frame_offset, template->eh_frame, template->eh_frame_size);
    mprotect(image, 4096, PROT_READ | PROT_EXEC);
    __builtin___clear_cache((char *)image, (char *)image + template->code_size);
    __register_frame(image + template->eh_frame_offset);

    CHECK(call((trampoline *)image) == 0xfedcba9876543210);
    CHECK(arguments_came);
    CHECK(within(address(chain[0]), image, template->code_size));
    CHECK(within(address(chain[1]), call, 256));
    CHECK(within(address(chain[2]), check, 4096));
    CHECK((chain[1] != address(chain[1])) == template->signs);

    unsigned across = 0;
    while (across < unwound_count && !within(unwound[across], image, template->code_size))
        across++;
    CHECK(across > 0 && across + 2 < unwound_count);
    CHECK(within(unwound[across - 1], target, 512));
    CHECK(within(unwound[across + 1], call, 256));
    CHECK(within(unwound[across + 2], check, 4096));
    __deregister_frame(image + template->eh_frame_offset);
    return 0;
}

int main(void) {
    int failed = 0;
    for (unsigned i = 0; i < sizeof templates / sizeof *templates; i++)
        failed |= check(&templates[i]);
    return failed;
}
