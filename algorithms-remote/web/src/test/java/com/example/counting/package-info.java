/** A kind of resource as another module brings it, which counts how often it is asked. */
package com.example.counting;
