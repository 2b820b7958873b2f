/* SPDX-License-Identifier: MIT */
/* What kinds of calls there are, as far as waiting for others goes. */
#ifndef MPIGRADE_WATCH_CLASSES_H
#define MPIGRADE_WATCH_CLASSES_H

#include "watch/layout.h"

#include <stdbool.h>

enum call_class {
    CLASS_OTHER, /* nothing is known of what it waits for */
    CLASS_SEND,  /* returns when it likes: at the latest when the message is received */
    CLASS_SSEND, /* returns when a receive for the message was posted */
    CLASS_BSEND, /* waits for nobody */
    CLASS_RECEIVE,
    CLASS_PROBE,
    CLASS_MPROBE, /* a probe that takes the message */
    CLASS_SENDRECV,
    CLASS_WAIT_ALL,
    CLASS_WAIT_ANY,
    CLASS_COLLECTIVE,
    CLASS_START, /* MPI_Start: as the persistent request says */
    CLASS_INIT,
    CLASS_FINALIZE,
    CLASS_ABORT,
};

/* Whom a rank in a collective waits for. Certain needs hold for every implementation of MPI, since
 * the data depends on them; loose ones hold for usual implementations in usual cases. */
enum call_shape {
    SHAPE_LOOSE,     /* perhaps for all */
    SHAPE_ALWAYS,    /* for all, whatever the data */
    SHAPE_ALL,       /* for all */
    SHAPE_FROM_ROOT, /* for the root; perhaps for the others */
    SHAPE_TO_ROOT,   /* the root for all; the others perhaps */
    SHAPE_PREFIX,    /* for the lower ranks */
};

enum call_class class_of(enum watch_call call);
enum call_shape shape_of(enum watch_call call); /* of CLASS_COLLECTIVE */
const char *name_of(enum watch_call call);      /* "MPI_Send" */
const char *type_name(uint32_t type);           /* "MPI_INT"; "a derived datatype"; NULL unknown */
const char *op_name(uint32_t op);               /* "MPI_SUM"; NULL none */
char type_alike(uint32_t type);                 /* mpi_types.def's letter; 0 for others */
bool rooted(enum watch_call call);

#endif
